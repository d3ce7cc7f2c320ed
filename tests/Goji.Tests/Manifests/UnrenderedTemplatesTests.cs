namespace Goji.Tests.Manifests;

/// <summary>Files that a tool has yet to render, or to fetch.</summary>
public class UnrenderedTemplatesTests
{
    private const string Pod = "spec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - name: c\n        image: ";

    [Theory]
    [InlineData(Pod + "{{ .Values.image }}\n", 11, "{{", "helm template <release> <chart>")]
    [InlineData(Pod + "\"{{ .Values.image }}\"\n", 1, "{{", "helm template <release> <chart>")]
    [InlineData(Pod + "b\n{{- if .Values.debug }}\n        tty: true\n{{- end }}\n", 12, "{{", "helm template <release> <chart>")]
    [InlineData(Pod + "b\n{% if debug %}\n        tty: true\n{% endif %}\n", 12, "{%", "jinja2 a.yaml")]
    [InlineData(Pod + "b\n<% if debug %>\n        tty: true\n<% end %>\n", 12, "<%", "erb a.yaml")]
    [InlineData(Pod + "<%= image %>\n", 1, "<%", "erb a.yaml")]
    [InlineData(Pod + "registry/app:${TAG}\n", 1, "$", "envsubst < a.yaml")]
    [InlineData(Pod + "registry/app:$TAG\n", 1, "$", "envsubst < a.yaml")]
    [InlineData(Pod + "$(IMAGE)\n", 1, "$(", "kustomize build <folder>")]
    [InlineData("spec: {template: {spec: {initContainers: [{name: i, image: '${TAG}'}]}}}\n", 1, "$", "envsubst < a.yaml")]
    public void A_template_is_named_with_the_command_that_renders_it(string text, int line, string tag, string command)
    {
        var refusal = JobFile.Refusal(JobFile.Head + text);

        Assert.StartsWith($"'a.yaml', line {line}: This is ", refusal);
        Assert.EndsWith($"that has not been rendered ('{tag}'), and Goji renders none. Queue the file that its tool writes, such as: {command} > rendered-a.yaml", refusal);
        Assert.DoesNotContain("\n", refusal);
    }

    [Theory]
    [InlineData(Pod + "registry/app:<no value>\n", "lacks a value ('<no value>')")]
    [InlineData("spec: {backoffLimit: '<no value>'}\n", "lacks a value ('<no value>')")]
    [InlineData(Pod + "'registry/app:'\n", "The image 'registry/app:' ends with ':': its tag or digest is missing")]
    [InlineData(Pod + "'registry:5000/app@'\n", "The image 'registry:5000/app@' ends with '@': its tag or digest is missing")]
    public void A_value_that_the_template_did_not_get_is_named(string text, string expected)
        => Assert.Contains(expected, JobFile.Refusal(JobFile.Head + text), StringComparison.Ordinal);

    [Theory]
    [InlineData("{name: '${NAME}'}")]
    [InlineData("{name: a, namespace: '${PLACE}'}")]
    [InlineData("{generateName: '${NAME}-'}")]
    public void A_template_in_a_name_is_not_reported_as_an_invalid_name(string metadata)
        => Assert.Contains("This is a template with variables that has not been rendered ('$')", JobFile.Refusal($"apiVersion: batch/v1\nkind: Job\nmetadata: {metadata}\n"));

    [Theory]
    [InlineData("spec: {backoffLimit: '${LIMIT}'}\n", "$", "spec.backoffLimit")]
    [InlineData("spec: {parallelism: '<%= n %>'}\n", "<%", "spec.parallelism")]
    [InlineData("spec: {template: {spec: {serviceAccountName: '{{ x }}'}}}\n", "{{", "spec.template.spec.serviceAccountName")]
    [InlineData("spec: {template: {spec: {containers: [{name: c, image: b, resources: {limits: {cpu: '${CPU}'}}}]}}}\n", "$", "spec.template.spec.containers[0].resources.limits.cpu")]
    [InlineData("  labels: {version: '${{ github.sha }}'}\n", "${{", "metadata.labels.version")]
    public void A_template_in_a_field_that_holds_no_text_is_named_with_the_field(string text, string tag, string field)
    {
        var refusal = JobFile.Refusal(JobFile.Head + text);

        Assert.Contains($"that has not been rendered ('{tag}')", refusal, StringComparison.Ordinal);
        Assert.EndsWith($"(field {field})", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env: [{name: A, value: '${B} {{ c }} $(D)'}, {name: E, value: '<%= f %>'}]")]
    [InlineData("volumeMounts: [{name: v, mountPath: /x, subPathExpr: $(POD)}]")]
    [InlineData("lifecycle: {preStop: {exec: {command: [sh, -c, 'echo ${X}']}}}")]
    public void Variables_that_Kubernetes_expands_are_kept(string field) => Assert.Single(JobFile.Read(JobFile.Head + Pod + "b\n        " + field + "\n").Jobs);

    [Theory]
    [InlineData("args: ['echo ${HOME} {{ x }} <%= y %> {% z %}']")]
    [InlineData("args: [--template, '{{range .items}}{{.metadata.name}}{{end}}']")]
    [InlineData("command: [sh, -c, \"echo $(date) $$\"]")]
    public void Tags_in_scripts_are_kept(string script) => Assert.Single(JobFile.Read(JobFile.Head + Pod + "b\n        " + script + "\n").Jobs);

    [Fact]
    public void Another_fault_in_a_file_with_tags_is_reported_as_such()
        => Assert.StartsWith("'a.yaml', line 14, column 1: The key 'spec' is there twice in one mapping.", JobFile.Refusal(JobFile.Head + Pod + "b\n        args: ['{{ x }}']\n\nspec: {}\n"));

    [Theory]
    [InlineData("\0GITCRYPT\0\u0001\u0002", "git-crypt")]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n6231336539\n", "Ansible Vault")]
    [InlineData("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n", "age")]
    [InlineData("age-encryption.org/v1\n-> X25519 x\n", "age")]
    [InlineData("-----BEGIN PGP MESSAGE-----\n\nhQE\n", "OpenPGP")]
    [InlineData(JobFile.Head + "spec: ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]\nsops:\n  mac: ENC[AES256_GCM,data:x]\n  version: 3.9.0\n", "SOPS")]
    public void An_encrypted_file_is_named_with_its_tool(string text, string tool)
        => Assert.Contains($"The file is encrypted by {tool}, and Goji decrypts none.", JobFile.Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.json")]
    public void A_pointer_of_Git_LFS_is_named(string path)
        => Assert.Equal(
            $"'{path}': The file is a pointer of Git LFS, and Goji reads job files from git itself. Take job files out of LFS with: git lfs untrack, or a line '*.yaml !filter !diff !merge' in .gitattributes.",
            JobFile.Refusal("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n", path));
}
