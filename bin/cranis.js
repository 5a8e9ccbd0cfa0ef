#!/usr/bin/env node
// Plain JavaScript that any Node can parse, so that an old one gets a sentence and not a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `cranis: needs Node 22.12 or newer, this is ${process.versions.node}: install a newer one from nodejs.org\n`,
  );
  process.exit(2);
}
const { main } = await import('../dist/cli/main.js');
await main(process.argv.slice(2));
