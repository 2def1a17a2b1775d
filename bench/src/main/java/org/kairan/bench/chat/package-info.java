/** How fast, how late and how surely a message reaches everybody in its room; the load client speaks docs/chat-protocol.md and docs/live.md and nothing else. */
package org.kairan.bench.chat;
