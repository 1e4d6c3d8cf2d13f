export { createDocument } from './document.js';
export { ProblemDto } from './problem.dto.js';
export { routesOf, type Route } from './routes.js';
export { SWAGGER_UI } from './swagger-ui.js';
export { Throws } from './throws.decorator.js';
