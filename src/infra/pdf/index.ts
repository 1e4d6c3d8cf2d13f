export { drawLine, type Line } from './draw-line.js';
export { renderPdf } from './render-pdf.js';
