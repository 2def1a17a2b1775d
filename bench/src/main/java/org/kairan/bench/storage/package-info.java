/** How fast files come and go, beside a plain copy. */
package org.kairan.bench.storage;
