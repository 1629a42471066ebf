// In place of the one in Swagger UI's jar: the descriptions of our services.
window.onload = function () {
  window.ui = SwaggerUIBundle({
    urls: [
      { name: 'tag-service', url: '/docs/openapi/tag' },
      { name: 'group-service', url: '/docs/openapi/group' },
      { name: 'sop-service', url: '/docs/openapi/sop' },
      { name: 'channel-qrcode-service', url: '/docs/openapi/channel' },
    ],
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout',
  });
};
