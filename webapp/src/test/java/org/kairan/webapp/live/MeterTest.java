package org.kairan.webapp.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static byte[] frame(int payload) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(0x81);
        if (payload < 126) {
            bytes.write(0x80 | payload);
        } else {
            bytes.write(0x80 | 126);
            bytes.write(payload >> 8);
            bytes.write(payload);
        }
        bytes.write(new byte[4 + payload]);
        return bytes.toByteArray();
    }

    private static int passed(byte[] bytes, int step) throws IOException {
        var source = new ByteArrayInputStream(bytes);
        var in = new ServletInputStream() {
            @Override
            public int read() {
                return source.read();
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return source.available() > 0;
            }

            @Override
            public void setReadListener(ReadListener listener) {}
        };
        var meter = new Meter(new WebConnection() {
            @Override
            public ServletInputStream getInputStream() {
                return in;
            }

            @Override
            public ServletOutputStream getOutputStream() {
                return null;
            }

            @Override
            public void close() {}
        });
        var passed = 0;
        while (meter.isReady()) {
            passed += meter.read(new byte[step], 0, step);
        }
        return passed;
    }

    @Test
    void passes_frames_of_up_to_four_kibibytes_however_they_are_cut() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var size : new int[] {0, 1, 125, 126, 300, 4096, 0, 5}) {
            bytes.write(frame(size));
        }
        for (var step : new int[] {1, 3, 7, 1000, 100_000}) {
            assertEquals(bytes.size(), passed(bytes.toByteArray(), step), "in steps of " + step);
        }
    }

    @Test
    void stops_at_the_header_of_a_bigger_one() throws IOException {
        assertEquals(0, passed(frame(4097), 8192));
        byte[] giant = {(byte) 0x81, (byte) 0xff, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0};
        assertEquals(3, passed(giant, 1));
    }

    @Test
    void stops_at_a_frame_without_a_mask() throws IOException {
        var bytes = frame(3);
        bytes[1] &= 0x7f;
        assertEquals(0, passed(Arrays.copyOf(bytes, 5), 100));
    }
}
