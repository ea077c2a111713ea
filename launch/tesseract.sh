#!/bin/sh
# Tesseract with Mongolian, which reads scanned standards: the machine's own, installed by root when
# absent. Without it scans keep their pictures and wait for words; the desk says so.
set -eu
knows() { command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx "$1"; }
if knows mon && knows eng; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing tesseract-ocr tesseract-ocr-mon for the tests ..." >&2
  apt-get update -qq </dev/null >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tesseract-ocr tesseract-ocr-mon \
    </dev/null >/dev/null
  exit 0
fi
echo "The tests read scans. Install what reads them: sudo apt-get install tesseract-ocr tesseract-ocr-mon" >&2
exit 1
