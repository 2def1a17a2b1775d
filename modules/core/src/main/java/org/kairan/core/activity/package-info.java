/** What happens in modules and is worth a notice to somebody. */
package org.kairan.core.activity;
