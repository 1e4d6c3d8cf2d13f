import type { SwaggerCustomOptions } from '@nestjs/swagger';

const INK = '#1f2a44';

/** A lambda, for a school of old. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${INK}"/><path d="M9 24 15 8h3l6 16h-3.6L16.4 12.6 12.4 24z" fill="#fff"/></svg>`;
const ICON_URL = `data:image/svg+xml,${encodeURIComponent(ICON)}`;

/** Our name in the bar at the top, and no choice of servers where there is but one. */
const STYLES = `
  .swagger-ui .topbar { background: ${INK}; padding: 8px 0; }
  .swagger-ui .topbar .link > * { display: none; }
  .swagger-ui .topbar .link::before { content: url("${ICON_URL}"); width: 32px; height: 32px; }
  .swagger-ui .topbar .link::after { content: "Lyceum"; color: #fff; font-size: 1.3em; margin-left: 10px; }
  .swagger-ui .servers, .swagger-ui .servers-title { display: none; }
  .swagger-ui .info { margin: 32px 0 24px; }
  .swagger-ui .scheme-container { padding: 12px 0; }
`;

/** How Swagger UI shows the document. */
export const SWAGGER_UI: SwaggerCustomOptions = {
  customSiteTitle: 'Lyceum API',
  customfavIcon: ICON_URL,
  customCss: STYLES,
  swaggerOptions: {
    persistAuthorization: true,
    displayRequestDuration: true,
    // All schemas stand beside the operations that use them.
    defaultModelsExpandDepth: 0,
    // Nothing is asked of other servers.
    validatorUrl: 'none',
  },
};
