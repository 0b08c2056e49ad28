package io.attain.sales.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.attain.shared.Refused;
import io.attain.shared.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpooledFileTest {

    private static final long GIGABYTE = 1L << 30;

    @Test
    void anEndlessLineIsRefusedAfterItsFirstBytes() {
        Endless line = new Endless('x', GIGABYTE);
        assertThatThrownBy(() -> SpooledFile.of(line, ImportLimits.STANDARD)).isInstanceOf(Refused.class)
                .hasMessageContaining("Line 1 is longer");
        assertThat(line.read).isLessThan(1 << 20);
    }

    @Test
    void aFileOfAGigabyteIsRefusedAtTheLimitWithoutHoldingIt() {
        Endless lines = new Endless('\n', GIGABYTE);
        assertThatThrownBy(() -> SpooledFile.of(lines, new ImportLimits(1 << 20, 1 << 10, 10, 10)))
                .isInstanceOf(Refused.class).hasMessageContaining("larger than 1,048,576 bytes");
        assertThat(lines.read).isLessThan(2 << 20);
    }

    @Test
    void theDigestIsThatOfTheBytes() {
        byte[] content = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(content), ImportLimits.STANDARD)) {
            assertThat(file.sha256()).isEqualTo(Sha256.of(content));
        }
    }

    @Test
    void aMisspeltWordIsToldFromAnotherWord() {
        assertThat(Spelling.differByOne("technology", "technolgy")).isTrue();
        assertThat(Spelling.differByOne("retail", "retial")).isFalse();
        assertThat(Spelling.differByOne("medical", "mediccl")).isTrue();
        assertThat(Spelling.differByOne("retail", "retail")).isFalse();
        assertThat(Spelling.differByOne("media", "medias")).isTrue();
    }

    private static final class Endless extends InputStream {

        private final char filling;
        private final long length;
        private long read;

        private Endless(char filling, long length) {
            this.filling = filling;
            this.length = length;
        }

        @Override
        public int read() {
            return read++ < length ? filling : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) {
            if (read >= length) {
                return -1;
            }
            Arrays.fill(buffer, offset, offset + wanted, (byte) filling);
            read += wanted;
            return wanted;
        }
    }
}
