export { createDocument } from './document.js';
export { routesOf } from './routes.js';
export { SWAGGER_UI } from './swagger-ui.js';
export { Throws } from './throws.decorator.js';
