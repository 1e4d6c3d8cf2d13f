import type { Material } from './material.js';

/**
 * What somebody gets of the materials of a course or a lesson: all of them (authors and reviewers), what may be kept (full
 * access), or no more than that there are some (`limited` access, guests in free lessons).
 */
export type Handout = 'everything' | 'downloads' | 'titles';

/** What a course or a lesson says about its materials. */
interface Source {
  readonly settings: { readonly allowDownload: boolean };
}

/** A material as somebody gets it; its address is null for who may not have it. */
export type MaterialView = Omit<Material, 'url'> & { readonly url: string | null };

/**
 * The one rule about keeping: a material may be kept where both it and what it accompanies say so. Whoever has an address can
 * keep what is there, so learners get no other addresses of materials than these. What is to be looked at in the course is a
 * lesson's content, whose address is needed to play or read it.
 */
export const mayBeKept = ({ downloadable }: Material, { settings }: Source): boolean =>
  downloadable && settings.allowDownload;

/** Materials as somebody gets them; for learners `downloadable` says whether they may be kept at all. */
export const handOut = (materials: readonly Material[], source: Source, handout: Handout): MaterialView[] =>
  handout === 'everything'
    ? [...materials]
    : materials.map((material) => {
        const downloadable = mayBeKept(material, source);
        return {
          ...material,
          downloadable,
          url: downloadable && handout === 'downloads' ? material.url : null,
        };
      });
