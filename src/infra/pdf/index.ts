export { drawLine, type Line } from './draw-line.js';
export { renderPdf, type PdfOptions } from './render-pdf.js';
