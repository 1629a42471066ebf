// Unpacks Chromium, the libraries that it needs and a font into the folder TMPDIR, and tells where it is.
import chromium from '@sparticuz/chromium';

console.log(await chromium.executablePath());
