package io.attain.web;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

import io.attain.shared.Refused;

/** Shows a refusal where the person was: after a form on the page he came from, after a link on a page of its own. */
@ControllerAdvice(basePackageClasses = Refusals.class)
class Refusals {

    static final String SAID = "said";
    static final String REFUSED = "refused";

    @ExceptionHandler(Refused.class)
    ModelAndView refused(Refused refused, HttpServletRequest request) {
        return answer(refused.getMessage(), refused.code().endsWith("-unknown"), request);
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ModelAndView tooLarge(MaxUploadSizeExceededException refused, HttpServletRequest request) {
        return answer("The file is larger than 64 MB. Split it and import the parts one after the other.", false,
                request);
    }

    private static ModelAndView answer(@Nullable String sentence, boolean unknown, HttpServletRequest request) {
        String said = sentence == null ? "This is not possible now." : sentence;
        if ("GET".equals(request.getMethod())) {
            ModelAndView page = new ModelAndView("problem");
            page.addObject("sentence", said);
            page.setStatus(unknown ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT);
            return page;
        }
        RequestContextUtils.getOutputFlashMap(request).put(REFUSED, said);
        RedirectView back = new RedirectView(cameFrom(request), true);
        back.setStatusCode(HttpStatus.SEE_OTHER);
        back.setExpandUriTemplateVariables(false);
        return new ModelAndView(back);
    }

    /** The page within this application that the form was on; the start page when that cannot be told. */
    private static String cameFrom(HttpServletRequest request) {
        String referer = request.getHeader(HttpHeaders.REFERER);
        if (referer == null) {
            return "/";
        }
        try {
            URI address = URI.create(referer);
            String path = address.getRawPath();
            boolean ours = request.getServerName().equals(address.getHost()) && path != null && path.startsWith("/")
                    && !path.startsWith("//");
            String query = address.getRawQuery();
            return ours ? path + (query == null ? "" : "?" + query) : "/";
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }
}
