package org.kairan.chat;

import org.kairan.config.ModuleContract;

class ChatModuleTest extends ModuleContract {}
