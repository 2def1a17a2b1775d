package org.kairan.demo.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows into a table (COPY in text form); nothing is kept but one buffer. Not closed properly, it copies nothing. */
final class Copy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder row = new StringBuilder();
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    /** Columns with the table, for example {@code board.audience (group_key, bulletin_id)}. */
    Copy(Connection connection, String table) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
    }

    /** Adds a row; null is NULL, everything else goes in by its string. */
    void row(Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                row.append('\t');
            }
            if (values[i] == null) {
                row.append("\\N");
            } else {
                escape(values[i].toString());
            }
        }
        row.append('\n');
        write(row.toString().getBytes(StandardCharsets.UTF_8));
        row.setLength(0);
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> row.append("\\\\");
                case '\n' -> row.append("\\n");
                case '\r' -> row.append("\\r");
                case '\t' -> row.append("\\t");
                default -> row.append(c);
            }
        }
    }

    private void write(byte[] bytes) throws SQLException {
        if (filled + bytes.length > BUFFER) {
            flush();
        }
        if (bytes.length > BUFFER) {
            copy.writeToCopy(bytes, 0, bytes.length);
            return;
        }
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, filled);
        filled = 0;
    }

    /** Ends the copy and says how many rows there are. */
    long end() throws SQLException {
        flush();
        return copy.endCopy();
    }

    /** Gives up the copy unless it was ended. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    /** Rows of whole numbers and at most one moment, in COPY's binary form, which is what the many readings need. */
    static final class Binary implements AutoCloseable {
        private static final long MICROS_FROM_1970_TO_2000 = 946_684_800_000_000L;
        private static final byte[] HEAD = {
            'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
        };

        private final CopyIn copy;
        private final ByteBuffer rows = ByteBuffer.allocate(BUFFER);

        Binary(Connection connection, String table) throws SQLException {
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin (format binary)");
            rows.put(HEAD);
        }

        /** Two bigint columns. */
        void row(long a, long b) throws SQLException {
            begin(2).putInt(8).putLong(a).putInt(8).putLong(b);
        }

        /** Two bigint columns and a timestamptz, given as microseconds since 1970. */
        void row(long a, long b, long micros) throws SQLException {
            begin(3).putInt(8).putLong(a).putInt(8).putLong(b).putInt(8).putLong(micros - MICROS_FROM_1970_TO_2000);
        }

        private ByteBuffer begin(int columns) throws SQLException {
            if (rows.remaining() < 64) {
                flush();
            }
            return rows.putShort((short) columns);
        }

        private void flush() throws SQLException {
            copy.writeToCopy(rows.array(), 0, rows.position());
            rows.clear();
        }

        long end() throws SQLException {
            begin(-1);
            flush();
            return copy.endCopy();
        }

        @Override
        public void close() throws SQLException {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
