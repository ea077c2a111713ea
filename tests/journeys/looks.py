"""What is measured on one page: axe, sideways scroll, targets, spacing, forced colours.

Style sheets are put in through CSSOM, as the policy of our pages refuses any other way.
"""

from axe_playwright_python.sync_playwright import Axe

# A page has a dozen colours, and axe reads each from its words thousands of times: a quarter of all
# its work. What the words were read as once, they are the next time.
READ_ONCE = """
;(() => {
  const { Color } = axe.commons.color, read = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (words) {
    const found = known.get(words);
    if (found) [this.r, this.g, this.b, this.alpha] = found;
    else {
      read.call(this, words);
      known.set(words, [this.r, this.g, this.b, this.alpha]);
    }
    return this;
  };
})();"""
# Waits in each page until it is asked for: sending half a megabyte to every page anew cost more than
# reading it there.
LIBRARY = "self.bringAxe = () => {" + Axe().axe_script + READ_ONCE + "};"
EVERYTHING = {
    "resultTypes": ["violations"],
    "selectors": False,  # an element is told by its source
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
COLOURS = {
    "resultTypes": ["violations"],
    "selectors": False,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
SMALLEST_TARGET, PRIMARY_TARGET = 24, 44  # CSS pixels: WCAG 2.5.8, and ours for buttons

TOO_WIDE = """() => {
  const width = %d, page = document.scrollingElement;
  if (page.scrollWidth <= width) return [];
  const inBox = (one) => { for (let up = one.parentElement; up; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== "visible" && up !== document.body) return true; };
  return [`${page.scrollWidth} px of ${width}`, ...[...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > width + 1 && !inBox(one))
    .slice(0, 4).map((one) => one.outerHTML.slice(0, 120))];
}"""

# Inline links in sentences are excepted (WCAG 2.5.8); a radio counts with its label.
TOO_SMALL = """([least, primary]) => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const inSentence = (one) => one.matches("a, summary a") && getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim().length > one.textContent.trim().length;
  const area = (one) => {
    const boxes = [one, ...(one.labels || [])].map((part) => part.getBoundingClientRect());
    return { width: Math.max(...boxes.map((box) => box.width)), height: Math.max(...boxes.map((box) => box.height)) };
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((one) => shown(one) && !inSentence(one) && !one.closest(".skip, .hidden-words, dialog:not([open])") && !one.matches(".skip"))
    .map((one) => ({ one, ...area(one), need: one.matches(".button") ? primary : least }))
    .filter(({ one, width, height, need }) => height > 1 && (height < need - .5 || width < least - .5))
    .map(({ one, width, height }) => `${Math.round(width)}×${Math.round(height)} ${one.outerHTML.slice(0, 110)}`);
}"""

# Words that leave a box which hides what leaves it; not those shortened on purpose, with "…".
CUT = """() => [...document.body.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const hides = [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
  if (!hides || !one.checkVisibility() || one.clientWidth < 2 || one.clientHeight < 2) return false;
  if (style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis") return false;
  if (!one.innerText?.trim()) return false;
  if (one.closest(".hidden-words, .skip, svg, input, textarea, select")) return false;
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""

# In one go: between two questions the browser would draw the page, which nobody looks at. What the
# page had is copied: the list itself changes with what is put in its place.
SPACED = """() => {
  const before = [...document.adoptedStyleSheets], sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet];
  const found = [...(%s)(), ...(%s)()];
  document.adoptedStyleSheets = before;
  return found;
}"""

# Backgrounds vanish in forced colours: a button without a border would be bare words.
BARE = """() => [...document.querySelectorAll(".button")].filter((one) => one.checkVisibility()
  && !parseFloat(getComputedStyle(one).borderTopWidth)).map((one) => one.outerHTML.slice(0, 120))"""

# Violations as sentences with the elements they are about; nothing where the library is not there.
# What lies under the row of four at a phone's foot is a scroll away: it stands at the page's end
# while targets are measured, and what is laid out only when one comes near is laid out.
JUDGED = """async (options) => {
  if (!self.axe && !self.bringAxe) return null;
  if (!self.axe) bringAxe();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".bottom { position: static !important } .later { content-visibility: visible !important }");
  document.adoptedStyleSheets = [sheet];
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: `
    + nodes.slice(0, 4).map((node) => node.html.slice(0, 140)).join(" | "));
}"""


# What has the focus must be seen (WCAG 2.4.11): the row at the foot lies over no field that is
# walked to. A radio or a box counts with its label.
COVERED = """() => {
  const bar = document.querySelector(".bottom");
  if (!bar || getComputedStyle(bar).position === "static") return [];
  const found = [...document.querySelectorAll("main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
    .filter((one) => {
      one.focus();
      const top = bar.getBoundingClientRect().top;
      // Of a field of many lines the browser shows the line with the caret.
      const end = (box, part) => part.matches("textarea") ? box.top + 48 : box.bottom;
      return [one, ...(one.labels || [])].map((part) => [part.getBoundingClientRect(), part])
        .some(([box, part]) => box.height < top / 2 && end(box, part) > top + 1 && document.activeElement === one);
    }).map((one) => one.outerHTML.slice(0, 120));
  document.activeElement.blur();
  scrollTo(0, 0);
  return found;
}"""


def axe(page, options=EVERYTHING):
    """Violations as sentences with the elements they are about."""
    found = page.evaluate(JUDGED, options)
    if found is None:
        page.context.add_init_script(LIBRARY)  # for the pages this window opens after this one
        page.evaluate(LIBRARY)
        found = page.evaluate(JUDGED, options)
    return found


def too_wide(page, width):
    """Nothing may make the page scroll sideways at the emulated width."""
    page.set_viewport_size({"width": width, "height": 844})
    return page.evaluate(TOO_WIDE % width)


def too_small(page):
    return page.evaluate(TOO_SMALL, [SMALLEST_TARGET, PRIMARY_TARGET])


def spacing(page, width):
    """The text spacing of WCAG 1.4.12: nothing is cut off, nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 844})
    return page.evaluate(SPACED % (TOO_WIDE % width, CUT))


def forced(page):
    page.emulate_media(forced_colors="active")
    found = page.evaluate(BARE)
    page.emulate_media(forced_colors="none")
    return found


def by_day(page):
    """What is asked of a page on a phone, in the light."""
    found = {
        "covered": page.evaluate(COVERED),
        "axe, light": axe(page),
        "targets": too_small(page),
        "390 px": too_wide(page, 390),
        "text spacing": spacing(page, 390),
        "forced colours": forced(page),
        "320 px": too_wide(page, 320),
    }
    return {name: faults for name, faults in found.items() if faults}


def on_phone(page):
    """The same and by night: for pages that are not looked at on a wide screen too."""
    found = by_day(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    if faults := axe(page, COLOURS):
        found["colours, dark"] = faults
    page.emulate_media(color_scheme="light")
    return found


def on_desk(page):
    """A wide screen, in the dark."""
    page.emulate_media(color_scheme="dark")
    found = {
        "axe, dark": axe(page),
        "targets": too_small(page),
        "1280 px": too_wide(page, 1280),
        "1280 px at 200 %": too_wide(page, 640),  # zoom halves the window (WCAG 1.4.4)
    }
    page.emulate_media(color_scheme="light")
    return {name: faults for name, faults in found.items() if faults}


def on_the_way(page):
    """Of a page somebody stands on: nothing they typed is lost, and the window is as before."""
    size = page.viewport_size
    found = {
        "axe": axe(page),
        "targets": too_small(page),
        "narrow": too_wide(page, 320 if size["width"] < 640 else 640),
    }
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark")
    found["colours, dark"] = axe(page, COLOURS)
    page.emulate_media(color_scheme="light")
    return {name: faults for name, faults in found.items() if faults}
