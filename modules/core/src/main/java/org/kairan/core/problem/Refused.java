package org.kairan.core.problem;

import java.util.List;
import java.util.Map;

/** Says why an act cannot be done, by a code that the UI has words for. */
public class Refused extends RuntimeException {

    public enum Kind {
        /** The request itself is wrong (422). */
        INVALID(422),
        /** The state of things stands against it (409). */
        CONFLICT(409),
        /** Somebody else has changed the thing meanwhile (412). */
        CHANGED(412),
        /** A condition such as If-Match is missing (428). */
        UNCONDITIONAL(428),
        /** Who is asking is not proven (401). */
        UNPROVEN(401),
        /** Too often (429); argument {@code seconds} says when to try again. */
        TOO_OFTEN(429),
        /** More than may be (413); argument {@code max} says how much. */
        TOO_BIG(413),
        /** There is no room left to keep it (507, RFC 4918). */
        FULL(507);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Names one wrong field of a request. */
    public record Fault(String field, String code, Map<String, ?> args) {}

    private final Kind kind;
    private final String code;
    private final transient Map<String, ?> args;
    private final transient List<Fault> faults;

    public Refused(Kind kind, String code, Map<String, ?> args, List<Fault> faults) {
        super(code);
        this.kind = kind;
        this.code = code;
        this.args = args;
        this.faults = faults;
    }

    public static Refused invalid(String code) {
        return new Refused(Kind.INVALID, code, Map.of(), List.of());
    }

    public static Refused invalid(String code, Map<String, ?> args) {
        return new Refused(Kind.INVALID, code, args, List.of());
    }

    public static Refused conflict(String code) {
        return new Refused(Kind.CONFLICT, code, Map.of(), List.of());
    }

    /** The ETag given does not fit the present version. */
    public static Refused changedMeanwhile() {
        return new Refused(Kind.CHANGED, "core.changed-meanwhile", Map.of(), List.of());
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public Map<String, ?> args() {
        return args;
    }

    public List<Fault> faults() {
        return faults;
    }
}
