/** Style sheets are inlined by the build; importing one gives nothing. */
declare module '*.css';
