using Goji.Model;

namespace Goji.Tests.Model;

/// <summary>How programs are found on Windows.</summary>
public sealed class ProgramFileTests
{
    private const string Ssh = @"C:\Windows\System32\OpenSSH\ssh.exe";

    [Theory]
    [InlineData("ssh", Ssh, Ssh)]
    [InlineData("ssh.exe", Ssh, Ssh)]
    [InlineData("SSH.EXE", @"C:\Windows\System32\OpenSSH\SSH.EXE", @"C:\Windows\System32\OpenSSH\SSH.EXE")]
    [InlineData("az", @"D:\Azure CLI\az.cmd", @"D:\Azure CLI\az.cmd")]
    [InlineData("tool.v1", @"D:\Azure CLI\tool.v1.exe", @"D:\Azure CLI\tool.v1.exe")]
    [InlineData("az", @"D:\Azure CLI\az", null)]
    [InlineData("ssh", "ssh.exe", null)]
    [InlineData("ssh", @"tools\ssh.exe", null)]
    [InlineData("ssh", @".\ssh.exe", null)]
    public void Program_is_found_in_the_absolute_folders_of_the_path_and_never_in_the_current_folder(string name, string file, string? expected) =>
        Assert.Equal(expected, Find(name, @";.;tools;C:\Windows\System32\OpenSSH\;""D:\Azure CLI""", file));

    [Theory]
    [InlineData(@"C:\tools\login.exe")]
    [InlineData("./plugin")]
    [InlineData(@"bin\plugin")]
    public void Path_is_started_as_it_is(string path) => Assert.Equal(path, Find(path, @"C:\Windows"));

    [Theory]
    [InlineData(@"C:\Git\cmd")]
    [InlineData(@"C:\Git\bin")]
    [InlineData(@"C:\Git\mingw64\bin")]
    public void Programs_of_git_are_found_beside_it(string folder) =>
        Assert.Equal(@"C:\Git\usr\bin\gpg.exe", Find("gpg", folder, $@"{folder}\git.exe", @"C:\Git\usr\bin\gpg.exe"));

    [Theory]
    [InlineData(@"C:\Program Files\Git\bin\sh.exe")]
    [InlineData(@"C:\Users\me\AppData\Local\Programs\Git\usr\bin\sh.exe")]
    public void Programs_of_git_are_found_where_its_installer_puts_them(string file) => Assert.Equal(file, Find("sh", "", file));

    [Fact]
    public void Path_wins_over_the_programs_of_git() =>
        Assert.Equal(Ssh, Find("ssh", @"C:\Git\cmd;C:\Windows\System32\OpenSSH", @"C:\Git\cmd\git.exe", @"C:\Git\usr\bin\ssh.exe", Ssh));

    private static string? Find(string name, string path, params string[] files) => ProgramFile.FindOnWindows(
        name,
        variable => variable switch
        {
            "PATH" => path,
            "ProgramFiles" => @"C:\Program Files",
            "LOCALAPPDATA" => @"C:\Users\me\AppData\Local",
            _ => null,
        },
        files.Contains);
}
