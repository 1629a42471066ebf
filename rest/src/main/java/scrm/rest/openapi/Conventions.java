package scrm.rest.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import scrm.rest.Answers;
import scrm.rest.Counted;
import scrm.rest.IfMatch;
import scrm.rest.PageRequest;
import scrm.rest.ProblemCode;
import scrm.rest.RowId;
import scrm.rest.access.SharedResource;

/**
 * Names operations, and adds the bearer token, the problem that any request may end in, and the parameters that ours
 * resolve.
 */
final class Conventions implements GlobalOpenApiCustomizer, GlobalOperationCustomizer {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";
    private static final int KEY_MAX_LENGTH = 255;
    private static final String CORP = "/v1/corps/{corpId}/";

    private final List<PathPattern> publicPaths;

    Conventions(List<String> publicPaths) {
        this.publicPaths = publicPaths.stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    @Override
    public void customise(OpenAPI api) {
        Components components = api.getComponents() == null ? new Components() : api.getComponents();
        components.addSecuritySchemes(
                BEARER,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("Claims corps (ids, or *) and scope."));
        components.addSchemas(PROBLEM, problem());
        api.components(components).addSecurityItem(new SecurityRequirement().addList(BEARER));
        api.getPaths().forEach((path, item) -> {
            PathContainer described = PathContainer.parsePath(path);
            if (publicPaths.stream().anyMatch(open -> open.matches(described))) {
                item.readOperations().forEach(operation -> operation.setSecurity(List.of()));
            }
            if (isOfAllServices(path)) {
                item.readOperations().forEach(operation -> add(operation, service()));
            }
        });
    }

    /** Below an id the id says whose it is. */
    private static boolean isOfAllServices(String path) {
        if (!path.startsWith(CORP)) {
            return false;
        }
        String[] segments = path.substring(CORP.length()).split("/");
        return SharedResource.of(segments[0]) != null
                && !path.substring(CORP.length()).contains("{");
    }

    private static Parameter service() {
        return query("service", new StringSchema())
                .description(
                        "At the gateway: whose are meant, tag, group, sop or channel. The service itself needs none.");
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        name(operation, method);
        Optional<MethodParameter> page = parameter(method, PageRequest.class);
        if (page.isPresent()) {
            add(operation, query("limit", bounded(PageRequest.MAX_LIMIT, PageRequest.DEFAULT_LIMIT)));
            add(operation, query("cursor", new StringSchema()).description("The next of the page before."));
        }
        if (page.isPresent() && page.get().hasParameterAnnotation(Counted.class)) {
            add(
                    operation,
                    query("count", new StringSchema()._enum(List.of("exact"))).description("Asks for a total."));
        }
        if (parameter(method, IfMatch.class).isPresent()) {
            add(operation, header("If-Match", new StringSchema()).required(true).description("The ETag last read."));
        }
        if (isPost(method)) {
            add(
                    operation,
                    header("Idempotency-Key", new StringSchema().maxLength(KEY_MAX_LENGTH))
                            .description("The same key and body again get the stored answer, for 24 hours."));
        }
        ids(operation);
        ApiResponses responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        answers(method, responses);
        responses.addApiResponse("default", problemResponse());
        return operation.responses(responses);
    }

    /**
     * {@code LiveCodeController.archive} is {@code liveCode_archive} with the tag {@code live-code}: for good, where
     * springdoc numbers the methods of one name anew with each that is added. Clients have a class for each tag.
     */
    private static void name(Operation operation, HandlerMethod method) {
        String controller = method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
        String subject = Character.toLowerCase(controller.charAt(0)) + controller.substring(1);
        operation.setOperationId(subject + "_" + method.getMethod().getName());
        operation.setTags(List.of(subject.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
    }

    /** A parameter that is a {@code long} is an id of ours; all other numbers are {@code int}. */
    private static void ids(Operation operation) {
        for (Parameter parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            if (parameter.getSchema() != null
                    && "int64".equals(parameter.getSchema().getFormat())) {
                parameter.setSchema(new StringSchema().pattern(RowId.PATTERN));
            }
        }
    }

    /** By itself springdoc takes it that every {@code ResponseEntity} is 200. */
    private static void answers(HandlerMethod method, ApiResponses responses) {
        Answers answers = method.getMethodAnnotation(Answers.class);
        ApiResponse ok = answers == null ? null : responses.remove("200");
        if (answers == null || ok == null) {
            return;
        }
        for (HttpStatus status : answers.value()) {
            ApiResponse response = new ApiResponse().description(status.getReasonPhrase());
            if (!status.is3xxRedirection()) {
                response.content(ok.getContent());
            }
            responses.addApiResponse(String.valueOf(status.value()), response);
        }
    }

    private static Optional<MethodParameter> parameter(HandlerMethod method, Class<?> type) {
        return Arrays.stream(method.getMethodParameters())
                .filter(p -> p.getParameterType() == type)
                .findFirst();
    }

    private static boolean isPost(HandlerMethod method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        return mapping != null && List.of(mapping.method()).contains(RequestMethod.POST);
    }

    private static void add(Operation operation, Parameter parameter) {
        operation.addParametersItem(parameter);
    }

    private static Parameter query(String name, Schema<?> schema) {
        return new QueryParameter().name(name).schema(schema);
    }

    private static Parameter header(String name, Schema<?> schema) {
        return new HeaderParameter().name(name).schema(schema);
    }

    private static Schema<?> bounded(int most, int otherwise) {
        Schema<Number> schema = new IntegerSchema();
        schema.minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(most)).setDefault(otherwise);
        return schema;
    }

    private static ApiResponse problemResponse() {
        return new ApiResponse()
                .description("A problem (RFC 9457).")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }

    private static Schema<?> problem() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema())
                .addProperty("code", new StringSchema())
                .addProperty("detail", new StringSchema());
        Schema<?> wecom = new ObjectSchema()
                .addProperty("errcode", new IntegerSchema())
                .addProperty("hint", new StringSchema())
                .addProperty("retryable", new BooleanSchema());
        StringSchema code = new StringSchema();
        code.setDescription("One of: "
                + String.join(
                        ", ",
                        Arrays.stream(ProblemCode.values())
                                .map(ProblemCode::code)
                                .toList())
                + ". More may come.");
        Schema<?> problem = new ObjectSchema();
        problem.setRequired(List.of("type", "title", "status", "detail", "code", "traceId"));
        return problem.addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", code)
                .addProperty("reason", new StringSchema())
                .addProperty("errors", new ArraySchema().items(error))
                .addProperty("wecom", wecom)
                .addProperty("traceId", new StringSchema());
    }
}
