// Checks UTF-8: the least that anybody has to do who reads a body.
package org.jigit.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A check in Java that passes over ASCII in steps of 32 bytes and makes no text. */
final class Utf8 {
    private Utf8() {}

    /** Whether bytes are UTF-8: the table 3-7 of the Unicode Standard. */
    static boolean isValid(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at = behindAscii(bytes, at);
            if (at < bytes.length) {
                int length = length(bytes, at);
                if (length == 0) {
                    return false;
                }
                at += length;
            }
        }
        return true;
    }

    private static int behindAscii(byte[] bytes, int from) {
        int at = from;
        while (at <= bytes.length - 32) {
            long four = (long) LONG.get(bytes, at)
                    | (long) LONG.get(bytes, at + 8)
                    | (long) LONG.get(bytes, at + 16)
                    | (long) LONG.get(bytes, at + 24);
            if ((four & NOT_ASCII) != 0) {
                break;
            }
            at += 32;
        }
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The bytes of the character that is not ASCII here; 0 when there is none. */
    private static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || length > bytes.length - at) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        boolean isValid = second >= least && second <= most;
        for (int next = 2; next < length; next++) {
            isValid &= (bytes[at + next] & 0xc0) == 0x80;
        }
        return isValid ? length : 0;
    }

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long NOT_ASCII = 0x8080808080808080L;
}
