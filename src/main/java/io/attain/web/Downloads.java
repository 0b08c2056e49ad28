package io.attain.web;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import io.attain.attachment.Download;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a file that somebody sent in is sent out again. */
public final class Downloads {

    private Downloads() {}

    /** To be saved, not to be opened within our pages, whatever it holds. */
    public static ResponseEntity<byte[]> answer(Download download) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, download.file().type().mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(download.file().name(), UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .cacheControl(CacheControl.noStore())
                .body(download.content());
    }
}
