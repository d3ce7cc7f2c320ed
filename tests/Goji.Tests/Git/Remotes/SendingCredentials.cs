using Goji.Testing;

namespace Goji.Tests.Git.Remotes;

public sealed class SendingCredentials : GitTest
{
    private const string Secret = "s3cr3t-t0ken";
    private readonly BareOrigin origin;
    private readonly GitHttpServer server;
    private readonly string address;

    public SendingCredentials()
    {
        origin = BareOrigin.WithStateFolders(Place);
        server = new GitHttpServer(Place.Path) { User = "git", Password = Secret };
        address = server.AddressOf(origin);
    }

    private static string Encoded => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"git:{Secret}"));

    private string AddressWithSecret => address.Replace("://", $"://git:{Secret}@", StringComparison.Ordinal);

    [Fact]
    public async Task Token_without_a_user_name_is_sent_with_the_name_git()
    {
        var outcome = await InitializeAsync(Settings(Place["jobs"], address) with { Password = Secret });

        Assert.Equal(InitResult.Cloned, outcome.Result);
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(Place["jobs/.git/config"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_in_the_address_is_used_and_written_nowhere()
    {
        var settings = Settings(Place["jobs"], AddressWithSecret);

        var outcome = await InitializeAsync(settings);
        var repository = Open(settings);
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.Dispose();

        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal(address, repository.Address);
        Assert.DoesNotContain(Secret, outcome.Message + Log, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Place["jobs"], "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Header_that_a_CI_checkout_left_in_the_clone_is_used()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", address);
        Git(clone, "config", $"http.http://127.0.0.1:{server.Port}/.extraheader", "AUTHORIZATION: basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"git:{Secret}")));
        var repository = Open(clone);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);

        Assert.Equal(commit.Id, origin.Tip);
    }

    [Theory]
    [InlineData("Authorization: Basic {0}")]
    [InlineData("AUTHORIZATION: basic {0}")]
    public async Task Header_for_all_addresses_is_sent(string header)
    {
        var clone = ClonePointedAtTheServer();
        Git(clone, "config", "http.extraheader", string.Format(System.Globalization.CultureInfo.InvariantCulture, header, Encoded));

        Assert.Empty((await Open(clone).SyncAsync(default)).List(JobState.Queued));
    }

    [Fact]
    public async Task Header_of_another_kind_is_sent_unchanged()
    {
        server.User = null;
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        server.Before = request => seen.Enqueue(request.Headers["Authorization"]);
        var clone = ClonePointedAtTheServer();
        Git(clone, "config", $"http.http://127.0.0.1:{server.Port}/.extraheader", "AUTHORIZATION: bearer tok123");

        await Open(clone).SyncAsync(default);

        Assert.NotEmpty(seen);
        Assert.All(seen, value => Assert.Equal("bearer tok123", value));
    }

    [Fact]
    public async Task Header_is_not_sent_to_a_host_with_the_same_prefix()
    {
        server.User = null;
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        server.Before = request => seen.Enqueue(request.Headers["Authorization"]);
        var clone = ClonePointedAtTheServer();
        Git(clone, "config", "http.http://127.0.0.extraheader", "AUTHORIZATION: bearer tok123");

        await Open(clone).SyncAsync(default);

        Assert.All(seen, Assert.Null);
    }

    [Theory]
    [InlineData("git", "s3cr3t-t0ken\n")]
    [InlineData("git\n", "s3cr3t-t0ken\r\n")]
    public async Task Line_end_of_a_mounted_secret_is_removed(string user, string password)
    {
        var outcome = await InitializeAsync(Settings(Place["jobs"], address) with { Username = user, Password = password });

        Assert.Equal(InitResult.Cloned, outcome.Result);
    }

    [Fact]
    public async Task Credential_helper_supplies_credentials_and_receives_the_outcome()
    {
        var clone = ClonePointedAtTheServer();
        var helper = Place["helper"];
        await File.WriteAllTextAsync(helper, $"#!/bin/sh\necho \"== $1\" >> '{Place["heard"]}'\ncat >> '{Place["heard"]}'\n[ $1 = get ] && printf 'username=git\\npassword={Secret}\\n'\n");
        Git(clone, "config", "credential.helper", $"!sh '{helper}'");

        await Open(clone).SyncAsync(default);

        Assert.Equal(
            $"== get\nprotocol=http\nhost=127.0.0.1:{server.Port}\n\n== store\nprotocol=http\nhost=127.0.0.1:{server.Port}\nusername=git\npassword={Secret}\n\n",
            await File.ReadAllTextAsync(Place["heard"]));
    }

    [Fact]
    public async Task Store_of_git_is_read()
    {
        var clone = ClonePointedAtTheServer();
        await File.WriteAllTextAsync(Place["store"], AddressWithSecret[..AddressWithSecret.LastIndexOf('/')] + "\n");
        Git(clone, "config", "credential.helper", $"store --file {Place["store"]}");

        Assert.Empty((await Open(clone).SyncAsync(default)).List(JobState.Queued));
    }

    [Theory]
    [InlineData("")]
    [InlineData("config")]
    public async Task Askpass_program_gets_the_prompts_of_git(string place)
    {
        var clone = ClonePointedAtTheServer();
        var program = Place["askpass"];
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$1\" >> '{Place["heard"]}'\ncase \"$1\" in User*) echo git;; *) echo '{Secret}';; esac\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (place.Length > 0)
        {
            Git(clone, "config", "core.askPass", program);
        }

        await Open(Settings(clone) with { Variable = name => name == "GIT_ASKPASS" && place.Length == 0 ? program : null }).SyncAsync(default);

        Assert.Equal(
            $"Username for 'http://127.0.0.1:{server.Port}': \nPassword for 'http://git@127.0.0.1:{server.Port}': \n",
            await File.ReadAllTextAsync(Place["heard"]));
    }

    [Theory]
    [InlineData(Secret, null)]
    [InlineData("wr0ng", "the server refuses the user name and password of '~/.netrc'.")]
    public async Task Netrc_of_the_home_directory_is_read(string password, string? expected)
    {
        await File.WriteAllTextAsync(Place[".netrc"], $"machine 127.0.0.1 login git password {password}\n");
        var repository = Open(Settings(ClonePointedAtTheServer()) with { Variable = name => name == "HOME" ? Place.Path : null });

        var failure = await Record.ExceptionAsync(() => repository.SyncAsync(default));

        Assert.Equal(expected is null, failure is null);
        Assert.Contains(expected ?? "", failure?.Message ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", failure?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Negotiate", "", "the server accepts no user name and password, only Negotiate. Use an address of this host that takes a token (Basic), or ssh.")]
    [InlineData("Negotiate,NTLM", Secret, "the server accepts no user name and password, only Negotiate or NTLM, and refuses the account.")]
    public async Task Password_is_not_sent_in_plain_text_to_a_server_without_Basic(string schemes, string password, string expected)
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        server.User = null;
        server.Instead = context =>
        {
            seen.Enqueue(context.Request.Headers["Authorization"]);
            context.Response.StatusCode = 401;
            foreach (var scheme in schemes.Split(','))
            {
                context.Response.AppendHeader("WWW-Authenticate", scheme);
            }

            context.Response.Close();
            return Task.FromResult(true);
        };

        var failure = await Assert.ThrowsAsync<GojiUsageException>(() => InitializeAsync(Settings(Place["jobs"], address) with { Password = password }));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(seen, value => value?.Contains(Encoded, StringComparison.Ordinal) == true || value?.StartsWith("Basic", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Without_credentials_the_error_names_the_settings()
    {
        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => InitializeAsync(Settings(Place["jobs"], address)));

        Assert.Equal(
            $"The branches of '{address}' could not be read: the server asks for a user name and password. Set GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token goes into the password.",
            failure.Message);
        Assert.False(Directory.Exists(Place["jobs"]));
    }

    [Fact]
    public async Task Wrong_credentials_are_sent_once_and_never_shown()
    {
        var settings = Settings(Place["jobs"], address) with { Username = "git", Password = "wr0ng" };

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => InitializeAsync(settings));

        Assert.Equal(
            $"The branches of '{address}' could not be read: the server refuses the user name and password. Check GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token must be allowed to write.",
            failure.Message);
        Assert.DoesNotContain("wr0ng", failure.ToString(), StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 1, 3);
    }

    [Fact]
    public async Task Hidden_repository_is_an_error_with_advice()
    {
        var nowhere = $"http://127.0.0.1:{server.Port}/none.git";

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => InitializeAsync(Settings(Place["jobs"], nowhere) with { Password = Secret }));

        Assert.Equal(
            $"The branches of '{nowhere}' could not be read: unexpected http status code: 404. Check the address; a host also answers so when the user in GIT_USERNAME and GIT_PASSWORD may not see the repository.",
            failure.Message);
    }

    public override void Dispose()
    {
        server.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private string ClonePointedAtTheServer()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", address);
        return clone;
    }
}
