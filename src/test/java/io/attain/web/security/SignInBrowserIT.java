package io.attain.web.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.ActiveProfiles;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;

import io.attain.fixtures.BrowserIT;
import io.attain.fixtures.KeycloakFixture;
import io.attain.fixtures.People;
import io.attain.identity.User;

import static org.assertj.core.api.Assertions.assertThat;

@ActiveProfiles({ "test", "demo" })
class SignInBrowserIT extends BrowserIT {

    @Test
    void remembersWhoeverSignsInWithHisRolesAndName() {
        signIn(page(), People.CORA);
        assertThat(users.find(People.CORA.id())).contains(People.CORA);
    }

    @Test
    void changesThePersonInOneWindow() {
        Page page = signIn(page(), People.CORA);
        User moses = People.rep("Moses Frase");

        page.navigate(address() + "/switch?to=" + moses.userName());
        assertThat(page.inputValue("#username")).isEqualTo(moses.userName());
        page.fill("#password", "attain");
        page.click("#kc-login");
        page.waitForURL(address() + "/**");

        assertThat(users.find(moses.id())).contains(moses);
    }

    @Test
    void letsTheAdministratorIntoTheEnginesPagesAndItsQueries() {
        Page page = signIn(page(), People.OTTO);
        Response cockpit = page.navigate(address() + "/camunda/app/cockpit/default/");
        assertThat(cockpit.status()).isEqualTo(200);
        page.waitForSelector("text=Otto Brandt");
        assertThat(statusOf(page, "GET", "/camunda/api/engine/engine/default/task/count")).isEqualTo(200);
        assertThat(statusOf(page, "POST", "/camunda/api/engine/engine/default/deployment/create")).isEqualTo(403);
        assertThat(statusOf(page, "POST", "/camunda/api/engine/engine/default/task/1/complete")).isEqualTo(403);
        assertThat(statusOf(page, "POST", "/camunda/api/engine/engine/default/process-instance/1/modification"))
                .isEqualTo(403);
        assertThat(statusOf(page, "POST", "/camunda/api/admin/setup/default/user/create")).isEqualTo(403);
    }

    @Test
    void keepsEveryoneElseOutOfTheEnginesPages() {
        Page page = signIn(page(), People.CORA);
        assertThat(page.navigate(address() + "/camunda/app/cockpit/default/").status()).isEqualTo(403);
        assertThat(statusOf(page, "GET", "/camunda/api/engine/engine/default/task")).isEqualTo(403);
        assertThat(statusOf(page, "GET", "/camunda/api/engine/engine")).isEqualTo(403);
        assertThat(statusOf(page, "GET", "/engine-rest/engine")).isEqualTo(403);
    }

    @Test
    void opensTheApiToATokenForUsOnly() throws Exception {
        assertThat(api("")).isEqualTo(401);
        assertThat(api("Bearer nonsense")).isEqualTo(401);
        assertThat(api("Bearer " + KeycloakFixture.token(People.CORA))).isEqualTo(404);
    }

    private int api(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/api/v1/no-such-thing"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private int statusOf(Page page, String method, String path) {
        Object status = page.evaluate("""
                async ([method, url]) => {
                  const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/);
                  const headers = { 'Content-Type': 'application/json' };
                  if (token) headers['X-XSRF-TOKEN'] = token[1];
                  const answer = await fetch(url, { method, headers, body: method === 'POST' ? '{}' : undefined });
                  return answer.status;
                }
                """, new Object[]{ method, address() + path });
        return ((Number) status).intValue();
    }
}
