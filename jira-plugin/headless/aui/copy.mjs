// Installs AUI and jQuery by the lock file and copies what browsers need; does nothing when it is there already.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
const stamp = join(target, 'stamp');
const lock = readFileSync(join(here, 'package-lock.json'), 'utf8');

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
  process.exit(0);
}
// Installed aside, so that the folder of sources stays clean.
const work = `${target}-work`;
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
  cpSync(join(here, file), join(work, file));
}
execFileSync('npm', ['ci', '--ignore-scripts', '--no-progress', '--loglevel=error'], { cwd: work, stdio: 'inherit' });
const fresh = join(work, 'static');
cpSync(join(work, 'node_modules/@atlassian/aui/dist/aui'), join(fresh, 'aui'), {
  recursive: true,
  filter: (path) => !path.endsWith('.map'),
});
cpSync(join(work, 'node_modules/jquery/dist/jquery.min.js'), join(fresh, 'jquery.min.js'));
writeFileSync(join(fresh, 'stamp'), lock);
rmSync(target, { recursive: true, force: true });
renameSync(fresh, target);
rmSync(work, { recursive: true, force: true });
