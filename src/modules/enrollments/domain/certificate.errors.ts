import type { ErrorType } from '../../../common/errors/index.js';

export const CertificateErrors = {
  notFound: {
    code: 'certificate-not-found',
    kind: 'not-found',
    title: 'Certificate not found',
    detail: 'There is no such certificate. Check the code.',
  },
  notCompleted: {
    code: 'course-not-completed',
    kind: 'conflict',
    title: 'Course not completed',
    detail: 'A certificate is issued when the course is completed.',
  },
  notEligible: {
    code: 'no-certificate',
    kind: 'conflict',
    title: 'No certificate',
    detail: 'This course gives no certificate.',
  },
  noHolder: {
    code: 'no-certificate-holder',
    kind: 'conflict',
    title: 'Nobody to certify',
    detail: 'The account of this learner is gone.',
  },
  revoked: {
    code: 'certificate-revoked',
    kind: 'conflict',
    title: 'Certificate revoked',
    detail: 'The certificate of this enrollment has been revoked.',
  },
} as const satisfies Record<string, ErrorType>;
