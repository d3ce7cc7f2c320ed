// Reaches a git server behind a proxy and with a certificate of the company's own authority.
//   SSL_CERT_FILE=/etc/ssl/company.pem HTTPS_PROXY=http://proxy.example.com:3128 NO_PROXY=10.0.0.0/8,.cluster.example.com \
//   GIT_REPOSITORY=https://git.example.com/shop/jobs.git dotnet cake private-network.cake --context=production
#addin "nuget:?package=Goji.Cake&version=2.0.0&loaddependencies=true"

var context = Argument("context", "");

var settings = new GojiSettings
{
    Directory = "./clone/private-network",
    Context = context != "" ? context : null,
    Sandbox = context == "",
    Wait = TimeSpan.FromMinutes(10),
};

Task("Check")
    .Does(() =>
{
    foreach (var name in new[] { "SSL_CERT_FILE", "HTTPS_PROXY", "NO_PROXY" })
    {
        Information("{0}={1}", name, EnvironmentVariable(name) ?? "(not set)");
    }

    if (EnvironmentVariable("SSL_CERT_FILE") is { Length: > 0 } file && !FileExists(file))
    {
        throw new CakeException($"SSL_CERT_FILE names '{file}', which does not exist.");
    }
});

Task("Process")
    .IsDependentOn("Check")
    .Does(() =>
{
    Information(GojiInit(settings).Message);
    GojiProcess(settings);
});

RunTarget(Argument("target", "Process"));
