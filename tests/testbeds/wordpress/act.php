<?php
// php act.php FOLDER VERB JSON: what an author does, without a browser. Prints the post's id and address as JSON.
[, $folder, $verb, $told] = $argv;
$told = json_decode($told, true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('WORDPRESS_URL'), PHP_URL_HOST);
$_SERVER['REQUEST_URI'] = '/';
if ($verb === 'install') {
    define('WP_INSTALLING', true);
}
require "$folder/wp-load.php";

switch ($verb) {
    case 'install':
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        wp_install($told['title'], 'anna', 'anna@blog.example', true, '', 'only for tests');
        update_option('blogdescription', $told['description']);
        update_option('posts_per_rss', 5);
        wp_delete_post(1, true);
        $post = 0;
        break;
    case 'write':
        $post = wp_insert_post(wp_slash([
            'post_title' => $told['title'],
            'post_content' => $told['content'],
            'tags_input' => $told['tags'],
            'post_date' => $told['date'] ?? current_time('mysql'),
            'post_status' => 'publish',
            'post_author' => 1,
        ]));
        if (isset($told['enclosure'])) {
            add_post_meta($post, 'enclosure', $told['enclosure']);
        }
        for ($number = 0; $number < ($told['comments'] ?? 0); $number++) {
            wp_insert_comment(['comment_post_ID' => $post, 'comment_author' => 'fan', 'comment_content' => 'love it', 'comment_approved' => 1]);
        }
        break;
    case 'edit':
        $post = wp_update_post(wp_slash(['ID' => $told['id'], 'post_content' => $told['content']]));
        break;
    case 'delete':
        $post = $told['id'];
        wp_delete_post($post, true);
        break;
}
echo json_encode(['id' => $post, 'url' => $post ? get_permalink($post) : '']);
