/** Version of cranis: every file it writes carries it. A test holds it equal to package.json's. */
export const VERSION = '0.2.0';
