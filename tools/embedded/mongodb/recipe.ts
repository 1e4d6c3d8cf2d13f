import type { Recipe } from '../debian/recipe.ts';

/** DocumentDB: MongoDB's query language in PostgreSQL. Packaged by Debian from forky (14) on. */
export const documentDbRecipe: Recipe = {
  name: 'documentdb-1',
  suite: 'forky',
  packages: ['postgresql-18-documentdb', 'postgresql-18'],
  size: '140 MB',
  unpack: /^(postgresql-18|proj-data)/,
  programs: ['usr/lib/postgresql/18/bin/postgres', 'usr/lib/postgresql/18/bin/initdb'],
  modules: 'usr/lib/postgresql/18/lib',
  folders: ['usr/share/postgresql/18', 'usr/share/proj'],
  leaveOut:
    /^(address_standardizer|postgis_(raster|sfcgal|topology|tiger)|pg_documentdb_distributed|documentdb_distributed|man$|contrib$|.*\.(tif|gsb)$)/,
  copies: {
    'usr/share/postgresql/18/extension/postgis.control':
      'usr/share/postgresql/18/extension/postgis-3.control',
  },
};
