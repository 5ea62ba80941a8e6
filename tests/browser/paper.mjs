// What stands on the sheets of a PDF.
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** The sheets of a PDF: the text of each, and each piece of it with where it begins and ends, in points. */
export async function sheets(pdf) {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: true, verbosity: 0 }).promise;
  const found = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const sheet = await document.getPage(number);
    const [, , width, height] = sheet.view;
    const { items } = await sheet.getTextContent({ disableNormalization: false });
    const pieces = items.filter(({ str }) => str.trim()).map(piece);
    const text = items.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join("");
    found.push({ width, height, pieces, text });
  }
  await document.destroy();
  return found;
}

function piece({ str, transform, width }) {
  const [along, , , , left, bottom] = transform;
  return { text: str, left, bottom, right: left + (along > 0 ? width : 0) };
}

/** Letters and digits alone: how a line is broken, and which dash stands where, is of no matter. */
export function plain(text) {
  return text.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The texts of a page's main part that paper is to show, as the browser would print them. */
export function textsForPaper(page) {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const within = node.parentElement;
      const shown = within.checkVisibility() && !within.closest(".visually-hidden, title, desc, script");
      if (shown && node.data.trim()) texts.push(node.data);
    }
    return texts;
  });
}
