package org.kairan.core;

/** Points at one thing of a module without knowing its type; written {@code module:kind:id}. */
public record Ref(ModuleId module, String kind, long id) {

    @Override
    public String toString() {
        return module + ":" + kind + ":" + id;
    }
}
