/**
 * Starts and stops everything Kairan needs on one machine: the database, the application server and, in the demo, the invented city.
 *
 * <p>One small process ({@link org.kairan.launcher.Launcher}) owns the data folder, and with it two children: PostgreSQL
 * ({@link org.kairan.launcher.EmbeddedDatabase}) and Payara Micro ({@link org.kairan.launcher.Server}). Each child holds the
 * reading end of a pipe from the launcher and stops by itself when that pipe closes, so nothing outlives a launcher that was
 * killed. What cannot be cured is a {@link org.kairan.launcher.Problem}: one line, exit code 1.
 *
 * <p>The data folder:
 * <pre>
 * kind            'demo' or 'office'; neither command touches the other's data
 * kairan.lock     locked while a launcher runs, holds its process id
 * kairan.run      what runs where, as JSON, for tests and tools; only while it runs
 * pg/             the database
 * blobs/          stored files, each called by its SHA-256
 * modules/        jars of modules from outside, put in by the administrator
 * secrets/        the database's passwords, readable by the owner only
 * logs/           server.log (newest), server.1.log …; postgres-….log
 * runtime/        unpacked PostgreSQL and Payara; may be deleted while Kairan is stopped
 * tmp/            emptied at every start
 * restoring       a restore has begun and not ended; nothing starts on the folder
 * demo.loaded     the demo city is complete; its example sign-ins
 * </pre>
 */
package org.kairan.launcher;
