"""Addresses without a language."""

from django.urls import path

from kholboo.website.views import lists, pages

urlpatterns = [
    path("media/<path:name>", pages.media, name="website_media"),
    path("sitemap.xml", lists.sitemap_xml, name="website_sitemap"),
    path("robots.txt", lists.robots_txt, name="website_robots"),
]
