// Directory, PDS and AppView in one process, from published npm packages. What they hold is gone when it stops.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

// The packages lie in the folder this is started from, not beside this file.
const packages = createRequire(`${process.cwd()}/package.json`)
const { TestNetwork } = await import(pathToFileURL(packages.resolve('@atproto/dev-env')))
const { PLC_PORT, PDS_PORT, APPVIEW_PORT, READY_FILE } = process.env

const network = await TestNetwork.create({
  dbPostgresSchema: 'network', // letters and _ only
  plc: { port: Number(PLC_PORT) },
  pds: { port: Number(PDS_PORT), hostname: 'localhost', enableDidDocWithSession: true },
  bsky: { port: Number(APPVIEW_PORT), publicUrl: `http://localhost:${APPVIEW_PORT}`, dbPostgresSchema: 'bsky' },
  ozone: { dbMaterializedViewRefreshIntervalMs: 600_000 },
})
const stop = () => network.close().finally(() => process.exit(0))
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
writeFileSync(READY_FILE, 'ready')
