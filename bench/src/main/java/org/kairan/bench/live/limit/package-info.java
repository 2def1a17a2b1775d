/** What Kairan's live edge is compared with: two servers that only pass one frame on to every socket. */
package org.kairan.bench.live.limit;
