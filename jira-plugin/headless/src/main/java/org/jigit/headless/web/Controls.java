// What tests may turn and read: run all jobs, old class loaders, threads and connections, the log, the requests.
package org.jigit.headless.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jigit.headless.Log;
import org.jigit.headless.Model;
import org.jigit.headless.database.Store;
import org.jigit.headless.plugins.Leaks;
import org.jigit.headless.rest.Access;
import org.jigit.headless.services.Scheduler;

/** {@code /rest/headless/1.0/}: only for system administrators. */
final class Controls extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Model model;
    private final transient Scheduler scheduler;
    private final transient Leaks leaks;
    private final transient Store store;
    private final transient Requests requests;

    Controls(Model model, Scheduler scheduler, Leaks leaks, Store store, Requests requests) {
        this.model = model;
        this.scheduler = scheduler;
        this.leaks = leaks;
        this.store = store;
        this.requests = requests;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int status = Access.SYSTEM_ADMIN.check(model);
        if (status != 200) {
            say(response, status, Map.of("message", "only system administrators turn these controls"));
            return;
        }
        try {
            String what = request.getMethod() + " " + request.getServletPath().replaceFirst(".*/1\\.0/", "")
                    + (request.getPathInfo() == null ? "" : request.getPathInfo());
            switch (what) {
                case "POST jobs/run" -> say(response, 200, scheduler.runAll());
                case "GET loaders" -> say(response, 200, leaks.alive());
                case "GET held" -> say(response, 200, Map.of("connections", store.lent(), "threads", threads()));
                case "GET log" -> say(response, 200, Log.lines());
                case "GET requests" -> say(response, 200, requests.all());
                default -> say(response, 404, Map.of("message", "no such control: " + what));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            say(response, 503, Map.of("message", "interrupted"));
        }
    }

    /** How many threads have each name, in which numbers are {@code N}. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("[0-9]+", "N"), TreeMap::new, Collectors.counting()));
    }

    private static void say(HttpServletResponse response, int status, Object body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }

    private static final ObjectMapper JSON = new ObjectMapper();
}
