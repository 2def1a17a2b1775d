package org.kairan.board;

import org.kairan.config.ModuleContract;

class BoardModuleTest extends ModuleContract {}
