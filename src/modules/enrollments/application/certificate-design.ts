import { drawLine, type Line } from '../../../infra/pdf/index.js';
import { durationText } from '../domain/duration-text.js';
import type { Certificate } from '../domain/certificate.js';

const INK = '#1b2a41';
const GOLD = '#b08d2e';
const MUTED = '#5b6675';
const REVOKED = '#b3261e';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Draws a certificate on one landscape page of A4. */
export function drawCertificate(document: PDFKit.PDFDocument, certificate: Certificate, url: string): void {
  const { width, height } = document.page;
  const inner = { x: 90, width: width - 180, align: 'center' } as const;
  const write = (text: string, line: Omit<Line, 'x' | 'width'>) =>
    drawLine(document, text, { ...inner, ...line });
  drawFrame(document, width, height);

  write('LYCEUM', { y: 96, size: 15, face: 'sans-bold', color: GOLD });
  write('Certificate of Completion', { y: 152, size: 38, face: 'serif-bold', color: INK });
  write('This is to certify that', { y: 206, size: 13, color: MUTED });
  write(certificate.holderName, { y: 258, size: 36, face: 'serif', color: INK });
  document
    .moveTo(width / 2 - 170, 274)
    .lineTo(width / 2 + 170, 274)
    .lineWidth(0.8)
    .stroke(GOLD);
  write('has completed the course', { y: 308, size: 13, color: MUTED });
  write(certificate.courseTitle, { y: 348, size: 25, face: 'serif-bold', color: INK });
  const { durationSeconds, instructorName } = certificate;
  const details = [
    durationSeconds > 0 ? `${durationText(durationSeconds)} of lessons` : '',
    instructorName && `taught by ${instructorName}`,
  ];
  write(details.filter(Boolean).join(', '), { y: 378, size: 12, color: MUTED });

  const foot = { y: 466, size: 12, face: 'sans-bold', color: INK } as const;
  const caption = { y: 484, size: 9, color: MUTED } as const;
  const left = { x: 90, width: 210, align: 'center' } as const;
  const right = { x: width - 300, width: 210, align: 'center' } as const;
  drawLine(document, DATE.format(certificate.completedAt), { ...left, ...foot });
  drawLine(document, 'Date of completion', { ...left, ...caption });
  drawSeal(document, width / 2, 448);
  drawLine(document, certificate.code, { ...right, ...foot, face: 'mono' });
  drawLine(document, 'Certificate code', { ...right, ...caption });
  write(`Verify at ${url}`, { y: 532, size: 9, color: MUTED, link: url });

  if (certificate.revocation) drawRevoked(document, width, height);
}

function drawFrame(document: PDFKit.PDFDocument, width: number, height: number): void {
  document.rect(0, 0, width, height).fill('#fdfcf8');
  document
    .rect(28, 28, width - 56, height - 56)
    .lineWidth(2.5)
    .stroke(INK);
  document
    .rect(36, 36, width - 72, height - 72)
    .lineWidth(0.8)
    .stroke(GOLD);
  for (const [x, y] of [
    [36, 36],
    [width - 36, 36],
    [36, height - 36],
    [width - 36, height - 36],
  ] as const)
    document.circle(x, y, 7).lineWidth(1.2).fillAndStroke('#fdfcf8', GOLD);
}

/** A rosette: rays around two rings, with a star in the middle. */
function drawSeal(document: PDFKit.PDFDocument, x: number, y: number): void {
  document.polygon(...star(x, y, 24, 40, 35)).fill(GOLD);
  document.circle(x, y, 30).lineWidth(1.2).fillAndStroke('#fdfcf8', GOLD);
  document.circle(x, y, 25).lineWidth(0.6).stroke(GOLD);
  document.polygon(...star(x, y, 5, 18, 7.2)).fill(GOLD);
}

/** The corners of a star with so many points, the first of them up. */
const star = (x: number, y: number, points: number, outer: number, inner: number): [number, number][] =>
  Array.from({ length: points * 2 }, (_, index) => {
    const radius = index % 2 === 0 ? outer : inner;
    const angle = (index * Math.PI) / points - Math.PI / 2;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });

function drawRevoked(document: PDFKit.PDFDocument, width: number, height: number): void {
  document
    .save()
    .rotate(-24, { origin: [width / 2, height / 2] })
    .opacity(0.55);
  drawLine(document, 'REVOKED', {
    x: 0,
    y: height / 2 + 40,
    width,
    align: 'center',
    size: 110,
    face: 'sans-bold',
    color: REVOKED,
  });
  document.restore();
}
