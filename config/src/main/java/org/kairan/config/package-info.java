/** What every module is tested against: the architecture's rules and the plug-in contract. How to obey them is in docs/howto/add-a-module.md, what to do when one turns red in docs/faq.md. */
package org.kairan.config;
