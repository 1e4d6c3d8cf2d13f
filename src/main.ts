import { letHeapGrow } from './heap.js';

// Not imported at the top, because loading is most of what a boot takes.
const { serve } = await import('./serve.js');
await serve();
letHeapGrow();
