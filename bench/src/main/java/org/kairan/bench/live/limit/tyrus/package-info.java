/** Runs inside a bare Payara Micro, as a WAR that the benchmark packs from these classes. */
package org.kairan.bench.live.limit.tyrus;
