package org.kairan.ear;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Takes Arquillian's requests to its servlet before Kairan answers them, as any address it does not know, with its page. */
public final class RunnerFirst implements ServletContainerInitializer {

    private static final String RUNNER = "/ArquillianServletRunnerEE9";

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.addFilter("runner-first", new ToRunner())
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, RUNNER);
    }

    private static final class ToRunner extends HttpFilter {

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            request.getRequestDispatcher(RUNNER).forward(request, response);
        }
    }
}
