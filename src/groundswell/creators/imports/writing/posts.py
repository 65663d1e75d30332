class PostsWriter: pass
