/* Runs a fuzz target over folders and files of inputs, for builds without libFuzzer; each input
 * also cut at every length up to a bound and with single bytes changed, so that a small corpus says
 * more. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define INPUT_BYTES_MAX (8u * 1024u * 1024u)
/* Beyond this the variations of one input take too long for a test. */
#define VARIED_BYTES_MAX 4096u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned long run_count;

/* A copy of exactly size bytes, so that the address sanitizer sees a read beyond the end. */
static void run_copy(const uint8_t *data, size_t size)
{
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact)
        abort();
    if (size)
        memcpy(exact, data, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    run_count++;
}

static void run_varied(uint8_t *data, size_t size)
{
    run_copy(data, size);
    size_t step = size > VARIED_BYTES_MAX ? size / VARIED_BYTES_MAX + 1 : 1;
    for (size_t at = 0; at < size; at += step) {
        uint8_t kept = data[at];
        run_copy(data, at);
        data[at] = (uint8_t)(kept ^ (1u << (at % 8)));
        run_copy(data, size);
        data[at] = (uint8_t)(at * 167u + 13u);
        run_copy(data, size);
        data[at] = kept;
    }
}

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return 1;
    uint8_t *data = malloc(INPUT_BYTES_MAX);
    if (!data)
        abort();
    size_t size = fread(data, 1, INPUT_BYTES_MAX, file);
    fclose(file);
    run_varied(data, size);
    free(data);
    return 0;
}

static int run_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return 1;
    int failed = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        char name[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        failed |= run_file(name);
    }
    closedir(folder);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = argc < 2;
    for (int i = 1; i < argc; i++) {
        struct stat info;
        if (stat(argv[i], &info) != 0)
            failed = 1;
        else
            failed |= S_ISDIR(info.st_mode) ? run_folder(argv[i]) : run_file(argv[i]);
    }
    printf("%lu inputs\n", run_count);
    return failed || run_count == 0;
}
