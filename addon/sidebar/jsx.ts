/** What the build puts under every element of a page: shorter than the runtime that names each one's children. */
export { Fragment, h } from 'preact';
