import { openBenchLibrary, addProject } from './library.ts';
import { createProjectService } from '#main/services/project-service.ts';
import { rm } from 'node:fs/promises';
import { listStoryboardShotsSql } from '#main/db/shot-repository.ts';
await rm('/tmp/swb-t2', { recursive: true, force: true });
const b = await openBenchLibrary('/tmp/swb-t2');
const pid = addProject(b.context, 5000);
const sb = createProjectService(b.context).storyboard(pid);
const ids = sb.shots.filter((_, i) => i % 10 === 0).map((s) => s.id);
const time = (name: string, f: () => unknown) => { for (let i = 0; i < 3; i++) f(); const u = process.cpuUsage(); for (let i = 0; i < 10; i++) f(); const d = process.cpuUsage(u); console.log(name, ((d.user + d.system) / 10 / 1000 *2).toFixed(2), 'us cpu per get'); };
const sel = listStoryboardShotsSql.split('WHERE s.project_id')[0] + ' WHERE s.id = ? AND s.deleted_at_ms IS NULL';
const one = b.raw.prepare(sel);
time('get', () => ids.map((id) => one.get(id)));
const r = b.raw.prepare(sel).raw();
time('get raw()', () => ids.map((id) => r.get(id)));
const p = b.raw.prepare(sel).pluck();
time('get pluck()', () => ids.map((id) => p.get(id)));
for (const n of [18, 19, 20, 21, 22, 23, 24, 25, 30]) {
  const q = b.raw.prepare('SELECT ' + Array.from({ length: n }, (_, i) => `'v${i}' AS c${i}`).join(', ') + ' FROM shots WHERE id = ?');
  time('columns ' + n, () => ids.map((id) => q.get(id)));
}
const dup = b.raw.prepare('SELECT s.* FROM shots s JOIN projects p ON p.id = s.project_id JOIN scenes c ON c.id = s.scene_id LEFT JOIN takes t ON t.id = s.selected_take_id WHERE s.id = ?');
time('joins only', () => ids.map((id) => dup.get(id)));
await b.close(); await rm('/tmp/swb-t2', { recursive: true });
